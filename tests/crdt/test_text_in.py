"""What a register's contents say under a key, found without decoding them."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from crdt.registers import text_in
from crdt.stamps import MIN_STAMP

_texts = st.text(st.sampled_from('na"\\:,{}me é\n'), max_size=12)
_values = st.recursive(
    st.one_of(_texts, st.none(), st.integers(0, 9)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(_texts, inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.one_of(st.sampled_from(["name", "key"]), _texts), _values, max_size=4))
def test_it_is_what_decoding_finds_or_nothing(said: dict[str, object]) -> None:
    """A key in a text, or in an object within, is none."""
    held = MIN_STAMP + json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    found = text_in(held, '"name":')
    assert found is None or json.loads(found) == said["name"]


def test_what_is_plain_is_found() -> None:
    """Else all would go the long way."""
    assert text_in(f'{MIN_STAMP}{{"key":"enzo","name":"Enzo É"}}', '"name":') == '"Enzo É"'
    for other in ('{"key":"enzo"}', "null", '{"name":null}', '{"name":"a\\"b"}'):
        assert text_in(MIN_STAMP + other, '"name":') is None
