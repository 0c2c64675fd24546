"""Tokens: encrypted keyrings only, else this session only; never in a file."""

from __future__ import annotations

from pathlib import Path

import keyring.backend
import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import keyring.errors
import pytest

from llmdesk.errors import UsageError
from llmdesk.network.tokens import TokenStore


class Memory(keyring.backend.KeyringBackend):
    """A keyring in memory; `make` lets it pass for a backend of another module."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.asked = 0
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise keyring.errors.KeyringLocked("locked")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.locked:
            raise keyring.errors.KeyringLocked("locked")
        if (service, username) not in self.kept:
            raise keyring.errors.PasswordDeleteError("none")
        del self.kept[service, username]


def make(module: str) -> Memory:
    kind = type("Keyring", (Memory,), {"__module__": module, "name": module})
    made = kind()
    assert isinstance(made, Memory)
    return made


SECURE = "keyring.backends.SecretService"


def test_a_real_keyring_keeps_the_token() -> None:
    backend = make(SECURE)
    store = TokenStore(backend=backend)
    assert store.set("huggingface.co", " hf_abc\n") is True
    assert backend.kept == {("llmdesk", "huggingface.co"): "hf_abc"}
    again = TokenStore(store.remembered, backend)
    assert again.get("huggingface.co") == "hf_abc"
    assert again.get("hf-mirror.com") is None
    assert again.forget("huggingface.co") == "gone"
    assert backend.kept == {}
    assert (again.get("huggingface.co"), again.remembered) == (None, ())


@pytest.mark.parametrize(
    "module", ["keyrings.alt.file", "keyrings.alt.Gnome", "somebody.else", "keyring.backends.null"]
)
def test_plain_text_and_unknown_keyrings_are_not_given_one(module: str) -> None:
    backend = make(module)
    store = TokenStore(backend=backend)
    assert store.keyring_name() == ""
    assert store.set("huggingface.co", "hf_abc") is False
    assert store.get("huggingface.co") == "hf_abc"  # for this session
    assert backend.kept == {}
    assert store.remembered == ()


def test_of_several_keyrings_the_secure_one_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, secure = make("keyrings.alt.file"), make(SECURE)
    chain = keyring.backends.chainer.ChainerBackend()  # type: ignore[no-untyped-call]
    monkeypatch.setattr(type(chain), "backends", [plain, secure])
    assert TokenStore(backend=chain).set("h", "hf_abc") is True
    assert (plain.kept, list(secure.kept.values())) == ({}, ["hf_abc"])


def test_a_machine_without_a_keyring_keeps_it_for_the_session() -> None:
    store = TokenStore(backend=keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    assert store.set("h", "hf_abc") is False
    assert store.get("h") == "hf_abc"


def test_a_locked_keyring_keeps_it_for_the_session() -> None:
    backend = make(SECURE)
    backend.locked = True
    store = TokenStore(backend=backend)
    assert store.set("h", "hf_abc") is False
    assert store.get("h") == "hf_abc"


def test_a_locked_keyring_keeps_a_token_that_is_to_be_forgotten_and_that_is_told() -> None:
    backend = make(SECURE)
    store = TokenStore(backend=backend)
    store.set("h", "hf_abc")
    backend.locked = True
    assert store.forget("h") == "kept"
    assert store.remembered == ("h",)
    backend.locked = False
    assert store.forget("h") == "gone"
    assert not backend.kept
    assert store.get("h") is None


def test_a_token_that_somebody_else_took_out_of_the_keyring_is_gone() -> None:
    backend = make(SECURE)
    store = TokenStore(backend=backend)
    store.set("h", "hf_abc")
    backend.kept.clear()
    assert store.forget("h") == "gone"
    assert store.forget("h") == "none"


def test_a_keyring_that_is_no_longer_here_has_the_token_still() -> None:
    store = TokenStore(["h"], make("keyrings.alt.file"))
    assert store.forget("h") == "kept"
    assert store.remembered == ("h",)


def test_forgetting_for_now_leaves_the_keyring_alone() -> None:
    backend = make(SECURE)
    store = TokenStore(backend=backend)
    store.set("h", "hf_abc")
    store.set("h", "hf_other", remember=False)
    store.forget_for_now("h")
    assert store.get("h") == "hf_abc"


def test_for_this_session_only_means_that() -> None:
    backend = make(SECURE)
    assert TokenStore(backend=backend).set("h", "hf_abc", remember=False) is False
    assert backend.kept == {}


def test_nobody_is_asked_for_a_password_who_stored_no_token() -> None:
    backend = make(SECURE)
    assert TokenStore(backend=backend).get("huggingface.co") is None
    assert backend.asked == 0


@pytest.mark.parametrize("token", ["", "two words", "hf_\r\nHost: evil", "x" * 600, "token中"])
def test_what_cannot_be_a_token_is_refused(token: str) -> None:
    with pytest.raises(UsageError) as caught:
        TokenStore(backend=make(SECURE)).set("h", token)
    assert not token or token not in str(caught.value)


def test_a_token_is_in_no_text_about_the_store(tmp_path: Path) -> None:
    store = TokenStore(backend=make(SECURE))
    store.set("h", "hf_secret")
    assert "hf_secret" not in repr(store) + str(vars(store).keys()) + str(store.remembered)


def test_the_password_of_a_proxy_is_kept_as_a_token_is() -> None:
    backend, proxy = make(SECURE), "socks5://me@proxy.example:1080"
    store = TokenStore(backend=backend)
    assert store.set_proxy_password(proxy, "two words, 密码") is True
    again = TokenStore(store.remembered, backend)
    assert again.proxy_password(proxy) == "two words, 密码"
    assert again.get("proxy.example") is None
    assert again.proxy_password("socks5://you@proxy.example:1080") is None
    again.forget(proxy)
    assert (backend.kept, again.proxy_password(proxy)) == ({}, None)


def test_the_password_of_a_proxy_stays_in_the_session_where_no_keyring_is() -> None:
    store = TokenStore(backend=make("keyrings.alt.file"))
    assert store.set_proxy_password("http://me@h", "secret") is False
    assert (store.proxy_password("http://me@h"), store.remembered) == ("secret", ())
