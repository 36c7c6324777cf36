"""How the access table makes the shared objects of the Community, and where it looks for them."""

from pico.core.access.shared import SharedObject

SURVEY = SharedObject(
    model="questionnaires.Campaign",
    make="pico.horizontal.community.tests.factories.make_survey",
    channels={
        "list": "/community/sondaggi/",
        "export": "/community/sondaggi/?formato=csv",
        "search": "/cerca/?q={title}",
        "suggestions": "/cerca/suggerimenti/?q={title}",
        "api search": "/api/v1/search?q={title}",
    },
    detail={"page": "community:survey_detail", "results": "community:survey_results"},
)
