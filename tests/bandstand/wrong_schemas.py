"""What can be wrong in the schema of the small domain: a mistake each."""

from __future__ import annotations

from tests.bandstand.wrong_domains import Wrong

_MUTATION = """
from gateway.writing.mutations import mutation
from lot.events import CarNamed

@strawberry.type
class Mutation:
    name_car = mutation({})

@strawberry.type
class Query"""
_QUERY = "\n@strawberry.type\nclass Query"

_SEARCH = """
    from gateway.declare.relay import SearchConnection
    from gateway.declare.sources import finds
    cars: SearchConnection | None = source(finds(Car))
"""

WRONG_SCHEMAS: dict[str, Wrong] = {
    "a column that is not there": (
        *("schema.py", 'column("name")', 'column("nome")'),
        *("lot/schema.py:12", "Car.name: Car has no Register 'nome'; it has name, sold"),
    ),
    "a type that is not there": (
        *("schema.py", "name: str", "name: 'Nobody'"),
        *("lot/schema.py:12", "Could not resolve the type of 'name'"),
    ),
    "a type that GraphQL does not have": (
        *("schema.py", "name: str", "name: object"),
        *("lot/schema.py:11", "Unexpected type '<class 'object'>'"),
    ),
    "a set that is not there": (
        *("schema.py", 'column("name")', 'card("fans")'),
        *("lot/schema.py:12", "Car.name: Car has no ElementSet 'fans'; it has none"),
    ),
    "a type that is there by nothing": (
        *("schema.py", 'exists="name"', 'exists="nome"'),
        *("lot/schema.py:11", "Car: Car has no Register 'nome'"),
    ),
    "a list that is not there": (
        *("schema.py", "records.Car.wheels", "records.Car.doors"),
        *("lot/schema.py:13", "type object 'Car' has no attribute 'doors'"),
    ),
    "a list by its text": (
        *("schema.py", "list_card(records.Car.wheels)", 'list_card("car.wheels:")'),
        *("lot/schema.py:13", "Car.wheelCount: 'car.wheels:' is a name: give the place itself"),
    ),
    "a type that is not Strawberry's": (
        *("schema.py", '@entity(records.Car, exists="name")\n@strawberry.type\n', ""),
        *("lot/schema.py:9", "Car is no Strawberry type: write @strawberry.type over it"),
    ),
    "a root that is not Strawberry's": (
        *("schema.py", "@strawberry.type\nclass Query", "class Query"),
        *("lot/schema.py:15", "Query is no Strawberry type: write @strawberry.type over it"),
    ),
    "an entity that is not Strawberry's": (
        *("schema.py", "@strawberry.type\nclass Car", "class Car"),
        *("lot/schema.py:10", "Car is no Strawberry type yet: write @strawberry.type over"),
    ),
    "an entity under its type": (
        *(
            "schema.py",
            '@entity(records.Car, exists="name")\n@strawberry.type',
            '@strawberry.type\n@entity(records.Car, exists="name")',
        ),
        *("lot/schema.py:11", "Car is no Strawberry type yet: write @strawberry.type over"),
    ),
    "a source that is not called": (
        *("schema.py", "source(of_id(Car))", "source(of_id)"),
        *("lot/schema.py:17", "of_id is not called: write `source(of_id(…))`"),
    ),
    "a source that is a type": (
        *("schema.py", "source(of_id(Car))", "source(Car)"),
        *("lot/schema.py:17", "give a function that says what to read"),
    ),
    "a target that is a text": (
        *(
            "schema.py",
            "wheel_count: int = list_card(records.Car.wheels)",
            'wheels: Connection[Node] = listed(records.Car.wheels, "Wheel")',
        ),
        *("lot/schema.py:13", "its target is 'Wheel': give a function of a type, as in `lambda: W"),
    ),
    "a target that is not there": (
        *(
            "schema.py",
            "wheel_count: int = list_card(records.Car.wheels)",
            "wheels: Connection[Node] = listed(records.Car.wheels, lambda: Wheel)",
        ),
        *("lot/schema.py:13", "name 'Wheel' is not defined"),
    ),
    "a target that is no type": (
        *(
            "schema.py",
            "wheel_count: int = list_card(records.Car.wheels)",
            "wheels: Connection[Node] = listed(records.Car.wheels, lambda: records.Wheel)",
        ),
        *("lot/schema.py:13", "which is no Strawberry type"),
    ),
    "a field that cannot be named": (
        *(
            "schema.py",
            "@strawberry.type\nclass Query:",
            "class Odd:\n    def __set_name__(self, owner, name):\n"
            "        raise ValueError('no')\n\n"
            "@strawberry.type\nclass Query:\n    odd = Odd()",
        ),
        *("lot/schema.py:21", "ValueError: no; mend it there"),
    ),
    "a source without its field": (
        *("schema.py", "source(of_id(Car))", "of_id(Car)"),
        *("lot/schema.py:17", "Query.car is no field yet: write `source(…)` around it"),
    ),
    "a search for what is not indexed": (
        *("schema.py", "    car: Car | None = source(of_id(Car))", _SEARCH),
        *("lot/schema.py:20", "Query.cars searches for car records, of which nothing is indexed"),
    ),
    "an entity over a name": (
        *("schema.py", "@entity(records.Car,", '@entity("Car",'),
        *("lot/schema.py:11", "Car is read from 'Car', which is no record: give its class"),
    ),
    "a type that is there by an object": (
        *("schema.py", 'exists="name"', "exists=records.Car.name"),
        *("lot/schema.py:11", "Car: a field of a record is given by its name: 'name'"),
    ),
    "a mutation of a name": (
        *("schema.py", _QUERY, _MUTATION.format('"CarNamed", Car')),
        *("lot/schema.py:20", "mutation: 'CarNamed' is no event: give its class"),
    ),
    "a mutation that returns a name": (
        *("schema.py", _QUERY, _MUTATION.format('CarNamed, "Car"')),
        *("lot/schema.py:20", "mutation: 'Car' is no type of the schema: give its class"),
    ),
    "a mutation that is given a text": (
        *("schema.py", _QUERY, _MUTATION.format('CarNamed, Car, given="car"')),
        *("lot/schema.py:20", "mutation: given is 'car': give what each field holds, as in"),
    ),
    "a mutation that needs a number": (
        *("schema.py", _QUERY, _MUTATION.format("CarNamed, Car, needs=(1,)")),
        *("lot/schema.py:20", "mutation: 1 among its needs and checks is no function"),
    ),
    "a mutation of a list of fields": (
        *("schema.py", _QUERY, _MUTATION.format('CarNamed, Car, fields=["name"]')),
        *("lot/schema.py:20", "mutation: fields is ['name']: say of each what it is, as in"),
    ),
}
