"""A world's sites stand on neighbouring ports and know one another."""

from pathlib import Path

from scenarios.sites import World


def test_every_site_gets_its_own_folder_and_all_three_origins() -> None:
    world = World(Path("/srv/world"), 9001)
    settings = world.settings("employer")
    assert settings["WELLSPRING_ORIGIN"] == settings["WELLSPRING_EMPLOYER"] == "http://localhost:9003"
    assert settings["WELLSPRING_WALLET"] == "http://localhost:9002"
    assert settings["WELLSPRING_PEERS"] == "http://localhost:9005,http://localhost:9009"
    assert settings["WELLSPRING_DATA"] == "/srv/world/employer"
    assert Path(settings["WELLSPRING_INSTITUTION"], "institution.json").is_file()


def test_one_database_address_is_not_handed_to_three_sites() -> None:
    environment = World(Path("/srv/world")).environment(
        "wallet", {"DATABASE_URL": "sqlite://", "HOME": "/home/ana"}
    )
    assert "DATABASE_URL" not in environment
    assert environment["HOME"] == "/home/ana"
