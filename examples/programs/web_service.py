"""A small web service: a page is posted, what is wrong with its references comes back as JSON.

Run it with ``flask --app web_service run`` and post with ``curl --data-binary @page.md localhost:5000/audit``.
"""

from __future__ import annotations

import io

from flask import Flask, Response, jsonify, request

import ccsvi_refs as refs


def make_app(settings: refs.Settings) -> Flask:
    """Return the service; nobody can post more than two megabytes."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 2_000_000

    @app.post("/audit")
    def audit() -> Response:
        page = refs.load(io.StringIO(request.get_data(as_text=True)), format="markdown")
        findings = refs.audit(page, settings=settings, links=False)
        return jsonify({"entries": page.entries, "findings": [finding.as_json() for finding in findings]})

    @app.get("/styles/<name>")
    def printed(name: str) -> Response:
        return Response(refs.render(refs.ccsvi(), refs.Style.named(name), "html"), mimetype="text/html")

    @app.errorhandler(refs.InputError)
    @app.errorhandler(refs.StyleError)
    def refused(error: refs.CcsviRefsError) -> tuple[Response, int]:
        return jsonify({"error": error.message}), 422

    return app
