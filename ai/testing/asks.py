"""A request, taken apart for the part of the server that answers it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .errors import ApiError
from .faults import Fault
from .http import Request
from .values import Json, Value, parsed, table, text


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Ask:
    """`fault` is one that concerns what is answered, not how it travels; `reply` is the next one that was scripted; `mishears` is what
    this model takes for something else."""

    body: Json
    file: Upload | None = None
    fault: Fault | None = None
    reply: Value = None
    mishears: Mapping[str, str] = field(default_factory=dict)

    @property
    def model(self) -> str:
        return text(self.body.get("model"))


def taken_apart(request: Request) -> Ask:
    kind = request.header("content-type")
    try:
        if kind.startswith("multipart/form-data"):
            return _form(request.body, kind.partition("boundary=")[2].strip('"'))
        return Ask(table(parsed(request.body or b"{}")))
    except ValueError:
        raise ApiError(400, "We could not parse the body of your request.") from None


@dataclass(slots=True)
class _Fields:
    body: Json = field(default_factory=dict)
    file: Upload | None = None

    def add(self, names: dict[str, str], data: bytes) -> None:
        name = names.get("name", "")
        if "filename" in names:
            self.file = Upload(names["filename"], data)
        elif name.endswith("[]"):
            earlier = self.body.get(name[:-2])
            self.body[name[:-2]] = [*(earlier if isinstance(earlier, list) else []), data.decode()]
        else:
            self.body[name] = data.decode()


def _form(body: bytes, boundary: str) -> Ask:
    fields = _Fields()
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:-1]:
        head, _, data = part.partition(b"\r\n\r\n")
        fields.add(_disposition(head.decode()), data)
    return Ask(fields.body, fields.file)


def _disposition(head: str) -> dict[str, str]:
    line = next((line for line in head.split("\r\n") if line.lower().startswith("content-disposition:")), "")
    pairs = (setting.strip().partition("=") for setting in line.split(";")[1:])
    return {name: value.strip('"') for name, _, value in pairs}
