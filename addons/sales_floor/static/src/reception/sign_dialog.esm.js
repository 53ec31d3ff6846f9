import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {Dialog} from "@web/core/dialog/dialog";
import {PinPad} from "./pin_pad.esm";

/**
 * Asks for what an act needs (a choice, a person, a reason), then for who signs it.
 * A refusal is shown here and can be mended; without a network the act waits.
 */
export class SignDialog extends Component {
    static template = "sales_floor.SignDialog";
    static components = {Dialog, PinPad};
    static props = {
        title: String,
        sentence: {type: String, optional: true},
        // [{name, label, choices: [{value, label}]}] ; without choices a text
        questions: {type: Array, optional: true},
        signers: Array,
        signerId: {type: [Number, Boolean]},
        signed: {type: [Object, Boolean], optional: true},
        sign: Function,
        close: Function,
    };

    setup() {
        this.state = useState({answers: {}, message: "", isBusy: false});
        this.label = _t("Sign");
    }

    get questions() {
        return this.props.questions || [];
    }

    isShown(question) {
        return !question.when || question.when(this.state.answers);
    }

    get missing() {
        return this.questions.find(
            (question) =>
                this.isShown(question) &&
                !question.optional &&
                !String(this.state.answers[question.name] ?? "").trim()
        );
    }

    async sign(signerId, pin) {
        if (this.state.isBusy) {
            return;
        }
        if (this.missing) {
            this.state.message = _t("First say: %s", this.missing.label);
            return;
        }
        this.state.isBusy = true;
        try {
            const answer = await this.props.sign(this.state.answers, signerId, pin);
            if (answer.outcome === "refused") {
                this.state.message = answer.message;
            } else {
                this.props.close();
            }
        } finally {
            this.state.isBusy = false;
        }
    }
}
