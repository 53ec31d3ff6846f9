import {Component, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {getDataURLFromFile} from "@web/core/utils/urls";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

const WAITED_FOR = ["missing", "expired"];

/** Where a scan is dropped, or chosen, the paper of the line is received with it. */
export class PaperDrop extends Component {
    static template = "partner_dossier.PaperDrop";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.input = useRef("input");
        this.state = useState({isOver: false, isBusy: false});
    }

    get isWaitedFor() {
        const {resId, data} = this.props.record;
        return Boolean(resId) && WAITED_FOR.includes(data.status);
    }

    get label() {
        return this.state.isBusy ? _t("Receiving …") : _t("Scan");
    }

    onDrop(ev) {
        this.state.isOver = false;
        this.receive(ev.dataTransfer.files[0]);
    }

    onChosen() {
        this.receive(this.input.el.files[0]);
    }

    async receive(file) {
        if (!file || this.state.isBusy) {
            return;
        }
        const {resId, resModel, model} = this.props.record;
        this.state.isBusy = true;
        try {
            if ((await model.root.save()) === false) {
                return;
            }
            const [, content] = (await getDataURLFromFile(file)).split(",");
            await this.orm.call(resModel, "action_receive", [
                [resId],
                content,
                file.name,
            ]);
            await model.root.load();
        } finally {
            this.state.isBusy = false;
        }
    }
}

registry.category("view_widgets").add("paper_drop", {
    component: PaperDrop,
    fieldDependencies: [{name: "status", type: "selection"}],
});
