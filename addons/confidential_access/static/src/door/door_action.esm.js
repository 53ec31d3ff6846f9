import {Component, onMounted, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {deserializeDateTime, formatDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

/**
 * The door to a confidential record: what it is, what for it is opened, what it holds.
 * What was read stays in this component and is gone when the dialog closes.
 */
export class DoorAction extends Component {
    static template = "confidential_access.DoorAction";
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.purpose = useRef("purpose");
        this.door = this.props.action.params;
        this.state = useState({
            purpose: "",
            message: this.door.message,
            mayAsk: this.door.by_grant && !this.door.is_open,
            isOpen: this.door.is_open,
            isBusy: false,
            reading: null,
        });
        onMounted(() => this.purpose.el?.focus());
    }

    get isPurposeAsked() {
        return this.door.level !== "public" && (this.state.isOpen || this.state.mayAsk);
    }

    get watermark() {
        const {reader, moment} = this.state.reading;
        const mark = `${reader} · ${formatDateTime(deserializeDateTime(moment))}`;
        return Array(40).fill(mark).join("   ");
    }

    onKeydown(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            this[this.state.isOpen ? "consult" : "ask"]();
        }
    }

    async consult() {
        this.state.reading = await this.pass("action_consult");
    }

    async ask() {
        if (await this.pass("action_request_grant")) {
            this.notification.add(
                _t(
                    "The site's manager has your request; you are told when it is decided."
                ),
                {type: "success"}
            );
            this.close();
        }
    }

    /** Call a method of the door; a refusal is shown here, the dialog stays. */
    async pass(method) {
        if (this.state.isBusy) {
            return null;
        }
        this.state.isBusy = true;
        try {
            return await this.orm.silent.call(this.door.model, method, [
                [this.door.id],
                this.state.purpose,
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

registry.category("actions").add("confidential_access.door", DoorAction);
