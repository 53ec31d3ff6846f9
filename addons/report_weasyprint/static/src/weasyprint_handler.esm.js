import {download} from "@web/core/network/download";
import {getReportUrl} from "@web/webclient/actions/reports/utils";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";

/**
 * Odoo asks whether wkhtmltopdf is there before it downloads a PDF; a report made by
 * WeasyPrint is downloaded without that question.
 *
 * @param {Object} action the report action
 * @param {Object} options of the action service
 * @param {Object} env
 * @returns {Promise<Boolean>} whether the report was dealt with
 */
async function downloadWeasyprintReport(action, options, env) {
    if (action.report_type !== "qweb-pdf" || action.pdf_engine !== "weasyprint") {
        return false;
    }
    const url = getReportUrl(action, "pdf", user.context);
    env.services.ui.block();
    try {
        await download({
            url: "/report/download",
            data: {
                data: JSON.stringify([url, action.report_type]),
                context: JSON.stringify({...user.context, ...action.context}),
            },
        });
    } finally {
        env.services.ui.unblock();
    }
    return true;
}

registry
    .category("ir.actions.report handlers")
    .add("weasyprint", downloadWeasyprintReport);
