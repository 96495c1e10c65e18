"""Which groups staff write to: what of each kind of property they chose, where nothing means all."""

from typing import Any, NamedTuple

from django.db.models import Q

from groups.enums import GroupKind, GroupState, Health
from groups.models import CommunityGroup
from groups.models.group import CommunityGroupQuerySet

HAVE_LEADERS = (GroupState.APPROVED, GroupState.CLOSED)


class Audience(NamedTuple):
    kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()  # slugs, as selectors.directory lists them
    healths: tuple[str, ...] = ()
    states: tuple[str, ...] = (GroupState.APPROVED.value,)
    named: tuple[str, ...] = ()  # slugs; of these alone

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Audience":
        return cls(**{name: tuple(kept[name]) for name in cls._fields if name in kept})

    @property
    def kept(self) -> dict[str, list[str]]:
        return {name: list(chosen) for name, chosen in self._asdict().items()}

    def groups(self) -> CommunityGroupQuerySet:
        found = CommunityGroup.objects.filter(state__in=[each for each in HAVE_LEADERS if each in self.states])
        if self.kinds:
            found = found.filter(kind__in=self.kinds)
        if self.named:
            found = found.filter(slug__in=self.named)
        if self.healths:
            found = found.filter(health__in=self.healths)
        if self.regions:
            in_england = Q(constituency__region__slug__in=self.regions)
            found = found.filter(in_england | Q(constituency__country__slug__in=self.regions))
        return found

    def names(self) -> list[str]:
        named = CommunityGroup.objects.filter(slug__in=self.named) if self.named else CommunityGroup.objects.none()
        return list(named.order_by("name").values_list("name", flat=True))

    def words(self, regions: dict[str, str]) -> list[str]:
        """As staff read it; `regions`: the names by slug."""
        named = (
            ("State", [GroupState(each).label for each in self.states]),
            ("Kind", [GroupKind(each).label for each in self.kinds]),
            ("Region", [regions.get(each, each) for each in self.regions]),
            ("Health", [Health(each).label for each in self.healths]),
            ("Only", self.names()),
        )
        return [f"{name}: {', '.join(labels)}" for name, labels in named if labels]
