from training.models.indicator import Indicator

__all__ = ["Indicator"]
