"""Where a site stands: every setting, read from the environment once."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SiteName = Literal["college", "wallet", "employer"]

COLLEGE = "http://localhost:8001"
WALLET = "http://localhost:8002"
EMPLOYER = "http://localhost:8003"


class Settings(BaseSettings):
    """Hold one site's settings; the environment variables are `WELLSPRING_` and the name in capitals."""

    model_config = SettingsConfigDict(env_prefix="WELLSPRING_", frozen=True, populate_by_name=True)

    site: SiteName
    origin: str
    host: str = "127.0.0.1"
    port: int = 0
    data: Path
    institution: Path
    college: str = COLLEGE
    wallet: str = WALLET
    employer: str = EMPLOYER
    peers: Annotated[tuple[str, ...], NoDecode] = ()
    demo: bool = False
    secret: SecretStr | None = None
    vc_api_token: SecretStr | None = Field(default=None, min_length=16)
    """Opens the service endpoints of VC-API to whoever shows it: they are off unless it is set."""
    clock_shift: int = 0
    """Seconds added to the clock, so that a story can look ahead."""
    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL")

    @field_validator("peers", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            tuple(part.strip() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @field_validator("origin", "college", "wallet", "employer")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError(f"found {value!r}, expected an origin such as https://college.example")
        return value.rstrip("/")

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read the settings of the site that this process is to run."""
        return cls()  # type: ignore[call-arg]  # the environment gives them

    @property
    def http_origins(self) -> frozenset[str]:
        """Give the origins that may be spoken to over plain http: configured peers on this machine only."""
        known = (self.origin, self.college, self.wallet, self.employer, *self.peers)
        return frozenset(origin for origin in known if origin.startswith("http://"))

    @property
    def database(self) -> str:
        """Give the database address: `DATABASE_URL`, else an SQLite file in the site's data folder."""
        return self.database_url or f"sqlite:///{self.data / (self.site + '.sqlite')}"
