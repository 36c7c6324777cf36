"""The page that explains the API: written by the server from the OpenAPI document, no script needed."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked, as the page shows it."""

    ident: str
    method: str
    path: str
    summary: str
    description: str
    tag: str
    is_open: bool
    parameters: list[dict[str, Any]]
    answer: str
    example: str


class Docs(DocsBase):
    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema(path_params=kwargs)
        found = operations(schema, root=request.build_absolute_uri("/").rstrip("/"))
        tags = dict.fromkeys(operation.tag for operation in found)
        context = {
            "api": api,
            "groups": [(tag, [one for one in found if one.tag == tag]) for tag in tags],
            "openapi_url": reverse(f"{api.urls_namespace}:openapi-json"),
            "root": request.build_absolute_uri(reverse(f"{api.urls_namespace}:api-root")),
        }
        return render(request, "api/docs.html", context)


def operations(schema: dict[str, Any], *, root: str) -> list[Operation]:
    """Every operation of the document, in its order."""
    return [
        read(schema, root, path, method, said)
        for path, methods in schema["paths"].items()
        for method, said in methods.items()
    ]


def read(schema, root: str, path: str, method: str, said: dict[str, Any]) -> Operation:
    is_open = {} in said.get("security", [])
    key = "" if is_open else ' -H "Authorization: Bearer $CHIAVE"'
    content = said["responses"].get(200, {}).get("content", {}).get("application/json", {})
    return Operation(
        ident=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said.get("summary", ""),
        description=said.get("description", ""),
        tag=(said.get("tags") or ["Altro"])[0],
        is_open=is_open,
        parameters=[
            {
                **parameter,
                "kind": kind_of(schema, parameter["schema"]),
                "text": parameter.get("description", ""),
            }
            for parameter in said.get("parameters", [])
        ],
        answer=json.dumps(sample(schema, content.get("schema", {})), indent=2, ensure_ascii=False),
        example=f'curl{key} "{root}{path}{needed(said)}"',
    )


def needed(said: dict[str, Any]) -> str:
    """The values that the address must carry."""
    names = [
        one["name"]
        for one in said.get("parameters", [])
        if one["in"] == "query" and one["required"]
    ]
    return f"?{'&'.join(f'{name}=…' for name in names)}" if names else ""


def kind_of(schema: dict[str, Any], part: dict[str, Any]) -> str:
    """The type of a parameter in one word, with its allowed values."""
    kinds = [referred(schema, one) for one in part.get("anyOf", [part])]
    return ", ".join(
        " | ".join(map(str, one["enum"])) if "enum" in one else one.get("type", "string")
        for one in kinds
        if one.get("type") != "null"
    )


def referred(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """The part itself, or what it refers to."""
    if "$ref" not in part:
        return part
    return schema["components"]["schemas"][part["$ref"].rsplit("/", 1)[-1]]


def sample(schema: dict[str, Any], part: dict[str, Any], depth: int = 0) -> Any:
    """An answer made of the names and types of a schema."""
    part = referred(schema, part)
    if "anyOf" in part:
        part = next((one for one in part["anyOf"] if one.get("type") != "null"), {})
        return sample(schema, part, depth)
    if depth > 5:
        return "…"
    if part.get("type") == "object" or "properties" in part:
        properties = part.get("properties", {})
        return {name: sample(schema, one, depth + 1) for name, one in properties.items()}
    if part.get("type") == "array":
        return [sample(schema, part.get("items", {}), depth + 1)]
    examples = part.get("examples") or [part.get("type", "…")]
    return examples[0]
