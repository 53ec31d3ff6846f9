import {Component, onMounted, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

/**
 * What is on record beside what was given, to accept or refuse answer by answer.
 * It is read through the door; what was read is gone when the dialog closes.
 */
export class CompareAction extends Component {
    static template = "partner_dossier_form.CompareAction";
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.purpose = useRef("purpose");
        this.form = this.props.action.params;
        this.state = useState({
            purpose: _t("Comparison with the dossier"),
            message: "",
            isBusy: false,
            told: null,
            partnerId: 0,
        });
        onMounted(() => this.purpose.el?.focus());
    }

    get rows() {
        return this.state.told.rows;
    }

    get accepted() {
        return this.rows.filter((row) => row.isAccepted).map((row) => row.name);
    }

    get hasOpenRows() {
        return this.rows.some((row) => this.isOpen(row));
    }

    isOpen(row) {
        return ["accept", "ask"].includes(row.proposal);
    }

    onKeydown(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            this.read();
        }
    }

    /** Compare with another of the customers it may be about. */
    async choose(partnerId) {
        this.state.partnerId = partnerId;
        await this.read();
    }

    async read() {
        const {purpose, partnerId} = this.state;
        const told = await this.call("compare", [purpose, partnerId]);
        if (told) {
            for (const row of told.rows) {
                row.isAccepted = row.proposal === "accept";
            }
            for (const file of told.files) {
                file.isAccepted = true;
            }
            this.state.message = "";
            this.state.told = told;
        }
    }

    acceptAll() {
        for (const row of this.rows) {
            row.isAccepted = this.isOpen(row);
        }
        for (const file of this.state.told.files) {
            file.isAccepted = true;
        }
    }

    async decide() {
        const files = this.state.told.files.filter((file) => file.isAccepted);
        const done = await this.call("decide", [
            this.accepted,
            files.map((file) => file.id),
            this.state.partnerId,
        ]);
        if (done) {
            this.notification.add(_t("What you accepted is in the dossier."), {
                type: "success",
            });
            await this.action.doAction({type: "ir.actions.act_window_close"});
            await this.action.doAction("soft_reload");
        }
    }

    /** Call a method of the form; a refusal is shown here, the dialog stays. */
    async call(method, values) {
        if (this.state.isBusy) {
            return null;
        }
        this.state.isBusy = true;
        try {
            return await this.orm.silent.call(this.form.model, method, [
                [this.form.id],
                ...values,
            ]);
        } catch (error) {
            if (!error.data?.message) {
                throw error;
            }
            this.state.message = error.data.message;
            return null;
        } finally {
            this.state.isBusy = false;
        }
    }

    close() {
        this.env.dialogData?.close();
    }
}

registry.category("actions").add("partner_dossier_form.compare", CompareAction);
