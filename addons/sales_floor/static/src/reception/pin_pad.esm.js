import {Component, useExternalListener, useState} from "@odoo/owl";

const LONGEST = 8;
const SHORTEST = 4;

/** Who signs, and their PIN: typed on big keys or on a keyboard. */
export class PinPad extends Component {
    static template = "sales_floor.PinPad";
    static props = {
        signers: Array,
        signerId: {type: [Number, Boolean]},
        signed: {type: [Object, Boolean], optional: true},
        label: String,
        message: String,
        isBusy: Boolean,
        onSign: Function,
    };

    setup() {
        const known = this.props.signers.some(
            ({user_id}) => user_id === this.props.signerId
        );
        this.state = useState({signerId: known ? this.props.signerId : false, pin: ""});
        this.keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
        useExternalListener(window, "keydown", this.onKeydown.bind(this));
    }

    get signer() {
        return this.props.signers.find(({user_id}) => user_id === this.state.signerId);
    }

    /** Whoever has just signed need not type again for some seconds (a setting). */
    get isSigned() {
        return this.props.signed && this.props.signed.user_id === this.state.signerId;
    }

    get isReady() {
        return (
            this.signer &&
            !this.props.isBusy &&
            (this.isSigned || this.state.pin.length >= SHORTEST)
        );
    }

    get dots() {
        return "●".repeat(this.state.pin.length);
    }

    choose(signerId) {
        this.state.signerId = signerId;
        this.state.pin = "";
    }

    press(key) {
        if (this.state.pin.length < LONGEST) {
            this.state.pin += key;
        }
    }

    erase() {
        this.state.pin = this.state.pin.slice(0, -1);
    }

    async sign() {
        if (!this.isReady) {
            return;
        }
        const pin = this.isSigned ? this.props.signed.pin : this.state.pin;
        this.state.pin = "";
        await this.props.onSign(this.state.signerId, pin);
    }

    onKeydown(ev) {
        if (["INPUT", "TEXTAREA", "SELECT"].includes(ev.target.tagName)) {
            return;
        }
        if (/^\d$/.test(ev.key)) {
            this.press(ev.key);
        } else if (ev.key === "Backspace") {
            this.erase();
        } else if (ev.key === "Enter" && ev.target.tagName !== "BUTTON") {
            this.sign();
        }
    }
}
