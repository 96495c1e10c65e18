"""What all recorded shapes of answers have in common. Fields that we don't use may come, go and change."""

from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from places.clients.errors import Unexpected

T = TypeVar("T")


class Shape(BaseModel):
    """Strict, so that a number which became text is noticed and not made into one again."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", alias_generator=to_camel)


def first_ten(value: Any) -> Any:
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(first_ten)]  # 2024-07-04T00:00:00: all services put a time to a day


class Valued(Shape, Generic[T]):
    """The Members API wraps each thing, beside links to follow."""

    value: T


class Page(Shape, Generic[T]):
    items: tuple[T, ...]
    total_results: int


def read(address: str, body: bytes, shape: TypeAdapter[T]) -> T:
    """What an answer says; raises Unexpected, naming the first field that isn't as recorded."""
    if body.lstrip()[:1] == b"<":
        raise Unexpected(address, "answered with a web page in place of JSON")
    try:
        return shape.validate_json(body)
    except ValidationError as error:
        raise Unexpected(address, first_fault(error)) from error


def first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_input=False)[0]
    if fault["type"] == "json_invalid":
        return f"the JSON is broken or cut short ({fault['msg']})"
    field = ".".join(str(part) for part in fault["loc"]) or "the whole"
    more = f", and {error.error_count() - 1} more" if error.error_count() > 1 else ""
    return f"{field} is not as expected: {fault['msg']}{more}"
