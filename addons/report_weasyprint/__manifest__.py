{
    "name": "Reports by WeasyPrint",
    "summary": "PDF documents with running headers, page numbers and Chinese",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Tools",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": ["web"],
    "external_dependencies": {"python": ["pypdf", "weasyprint"]},
    "data": [
        # data
        "data/report_paperformat.xml",
        # views
        "views/ir_actions_report_views.xml",
        # reports
        "report/paper_templates.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "report_weasyprint/static/src/weasyprint_handler.esm.js",
        ],
        "web.report_assets_common": [
            "report_weasyprint/static/src/paper.scss",
        ],
    },
}
