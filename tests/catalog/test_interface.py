from portfolio.catalog.interface import Interface


def test_chat_comes_last():
    assert Interface.values[-1] == "chat"


def test_values_fit_the_column():
    assert max(map(len, Interface.values)) <= 16
