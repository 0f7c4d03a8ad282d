"""Schemas from hints, and arguments checked and converted by them."""

import dataclasses
import enum
import sys
import typing
import unittest

from _muster import arguments, validate
from ncp import _docstring, _schema


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Opaque(enum.Enum):
    ONE = object()


@dataclasses.dataclass
class Point:
    x: int
    y: "typing.Optional[float]" = None
    tags: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Node:
    child: typing.Optional["Node"] = None


class Options(typing.TypedDict, total=False):
    depth: int


Count = typing.NewType("Count", int)
NULL = {"type": "null"}
INTEGER = {"type": "integer"}
POINT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["x"],
    "properties": {
        "x": INTEGER,
        "y": {"anyOf": [{"type": "number"}, NULL], "default": None},
        "tags": {"type": "array", "items": {}},
    },
}
ROWS = [
    (str, {"type": "string"}),
    (int, INTEGER),
    (float, {"type": "number"}),
    (bool, {"type": "boolean"}),
    (None, NULL),
    (dict, {"type": "object"}),
    (typing.Dict[str, int], {"type": "object", "additionalProperties": INTEGER}),
    (typing.Mapping[str, int], {"type": "object", "additionalProperties": INTEGER}),
    (typing.Literal["a", 1, None], {"enum": ["a", 1, None]}),
    (Colour, {"enum": ["red", "blue"]}),
    (Opaque, {"enum": ["ONE"]}),
    (typing.Any, {}),
    ("NoSuchType", {}),
    (5, {}),
    (object, {}),
    (bytes, {}),
    (typing.Callable[[], int], {}),
    (typing.TypeVar("T"), {}),
    (Count, INTEGER),
    (list, {"type": "array", "items": {}}),
    (typing.List, {"type": "array", "items": {}}),
    (typing.List[int], {"type": "array", "items": INTEGER}),
    (typing.Set[int], {"type": "array", "items": INTEGER}),
    (typing.FrozenSet[int], {"type": "array", "items": INTEGER}),
    (typing.Sequence[int], {"type": "array", "items": INTEGER}),
    (typing.Tuple[int, ...], {"type": "array", "items": INTEGER}),
    (
        typing.Tuple[int, str],
        {"type": "array", "prefixItems": [INTEGER, {"type": "string"}], "items": False, "minItems": 2, "maxItems": 2},
    ),
    (typing.Optional[int], {"anyOf": [INTEGER, NULL]}),
    (typing.Union[int, str], {"anyOf": [INTEGER, {"type": "string"}]}),
    (Point, POINT),
    (typing.List["Point"], {"type": "array", "items": POINT}),
    (Options, {"type": "object", "additionalProperties": False, "required": [], "properties": {"depth": INTEGER}}),
]


class Hints(unittest.TestCase):
    def test_every_row_of_the_table(self):
        rows = list(ROWS)
        if sys.version_info >= (3, 9):
            rows += [(list[int], {"type": "array", "items": INTEGER}), (dict[str, int], rows[6][1])]
            rows += [(typing.Annotated[int, "x"], INTEGER), (tuple[int, ...], {"type": "array", "items": INTEGER})]
        if sys.version_info >= (3, 10):
            rows += [(int | None, {"anyOf": [INTEGER, NULL]}), ("int | str", {"anyOf": [INTEGER, {"type": "string"}]})]
        for hint, expected in rows:
            with self.subTest(hint):
                self.assertEqual(_schema.schema(_schema.resolve(hint, globals())), expected)

    def test_recursive_classes_end(self):
        inner = _schema.schema(Node)["properties"]["child"]
        self.assertEqual(inner, {"anyOf": [{}, NULL], "default": None})

    def test_required_defaults_and_stars(self):
        def some(a, b: int = 3, c: Colour = Colour.RED, d=object, *rest: int, e: int, f: int = None, **more):
            pass

        made = _schema.parameters(some)
        self.assertEqual(made["required"], ["a", "e"])
        self.assertIs(made["additionalProperties"], True)
        self.assertEqual(list(made["properties"]), ["a", "b", "c", "d", "e", "f"])
        self.assertEqual(made["properties"]["b"], {"type": "integer", "default": 3})
        self.assertEqual(made["properties"]["c"], {"enum": ["red", "blue"], "default": "red"})
        self.assertEqual(made["properties"]["d"], {})
        self.assertEqual(made["properties"]["f"], {"type": "integer", "default": None})

    def test_docstring_arguments(self):
        doc = """Divide.

        Args:
            a: the dividend
            b (float): the divisor,
                not zero
            *rest: more: of them
        Returns:
            c: no parameter
        """
        expected = {"a": "the dividend", "b": "the divisor, not zero", "rest": "more: of them"}
        self.assertEqual(_docstring.parameter_lines(doc), expected)
        self.assertEqual(_docstring.parameter_lines(None), {})
        self.assertEqual(_docstring.parameter_lines("Args:\nx: y"), {})


class Arguments(unittest.TestCase):
    def fault(self, func, given):
        with self.assertRaises(arguments.InvalidArguments) as caught:
            arguments.bind(func, _schema.parameters(func), given)
        return str(caught.exception)

    def test_faults_name_the_place_and_what_is_allowed(self):
        def some(a: float, colour: Colour = Colour.RED, many: typing.List[int] = (), other: typing.Optional[int] = None):
            pass

        self.assertEqual(self.fault(some, {}), "a: missing")
        self.assertEqual(self.fault(some, {"a": "x"}), "a: must be number, not string")
        self.assertEqual(self.fault(some, {"a": True}), "a: must be number, not boolean")
        self.assertEqual(self.fault(some, {"a": 1, "colour": "pink"}), "colour: must be one of 'red', 'blue'")
        self.assertEqual(self.fault(some, {"a": 1, "many": [1, "x"]}), "many[1]: must be integer, not string")
        self.assertEqual(self.fault(some, {"a": 1, "other": "x"}), "other: must be integer or null, not string")
        self.assertEqual(self.fault(some, {"a": 1, "b": 2}), "b: unknown argument; known are: a, colour, many, other")
        self.assertEqual(self.fault(some, []), "arguments: must be object, not array")

    def test_values_become_what_the_hints_say(self):
        def some(n: int, colour: Colour, ids: typing.Set[int], pair: typing.Tuple[int, Colour], p: typing.Optional[Point], **more):
            pass

        given = {"n": 2.0, "colour": "blue", "ids": [1, 1], "pair": [1, "red"], "p": {"x": 3}, "any": [1]}
        positional, keyword = arguments.bind(some, _schema.parameters(some), given)
        self.assertEqual(positional, [])
        expected = {"n": 2, "colour": Colour.BLUE, "ids": {1}, "pair": (1, Colour.RED), "p": Point(3), "any": [1]}
        self.assertEqual(keyword, expected)
        self.assertIsInstance(keyword["n"], int)

    def test_booleans_are_not_numbers_and_numbers_not_booleans(self):
        self.assertFalse(validate.fits({"enum": [1]}, True))
        self.assertTrue(validate.fits({"enum": [True]}, True))
        self.assertFalse(validate.fits({"type": "boolean"}, 1))

    def test_positional_only_parameters(self):
        namespace = {}
        exec("def some(a: int, b: int = 2, /, c: int = 3): pass", namespace)
        func = namespace["some"]
        self.assertEqual(arguments.bind(func, _schema.parameters(func), {"a": 1, "c": 4}), ([1], {"c": 4}))


if __name__ == "__main__":
    unittest.main()
