from portfolio.catalog.interface import ICONS, Interface


def test_chat_comes_last():
    assert Interface.values[-1] == "chat"


def test_values_fit_the_column_and_every_form_has_its_own_symbol():
    assert max(map(len, Interface.values)) <= 16
    assert ICONS.keys() == set(Interface)
    assert len(set(ICONS.values())) == len(Interface)
    assert Interface("voice").icon == "mic"
