"""How the access table makes a survey, and where it looks for it."""

from pico.core.access.shared import SharedObject

SURVEY_KIND = SharedObject(
    model="questionnaires.Campaign",
    make="pico.horizontal.community.tests.survey_factories.make_survey",
    channels={
        "list": "/community/sondaggi/",
        "export": "/community/sondaggi/?formato=csv",
        "search": "/cerca/?q={title}",
        "suggestions": "/cerca/suggerimenti/?q={title}",
        "api search": "/api/v1/search?q={title}",
    },
    detail={"page": "community:survey_detail", "results": "community:survey_results"},
)
