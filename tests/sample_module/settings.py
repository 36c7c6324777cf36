from dataclasses import dataclass

from pico.core.modules.settings import setting


@dataclass(frozen=True)
class SampleSettings:
    places: int = setting(20, label="Posti", help_text="Quanti posti ci sono.")
    greeting: str = setting("Ciao", label="Saluto")
    is_open: bool = setting(False, label="Aperto")
