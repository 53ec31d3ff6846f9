import {browser} from "@web/core/browser/browser";
import {RPCError} from "@web/core/network/rpc";
import {_t} from "@web/core/l10n/translation";
import {reactive} from "@odoo/owl";

const PREFIX = "sales_floor.act.";

const SESSION_EXPIRED = "odoo.http.SessionExpiredException";

/** What the server says against the act; nothing where it never looked at it. */
function refusalOf(error) {
    if (!(error instanceof RPCError)) {
        return "";
    }
    if (error.exceptionName?.startsWith("odoo.exceptions.")) {
        return error.data.message;
    }
    return _t("The server could not do this. Try again, or call your administrator.");
}

export function newUuid() {
    // Without crypto.randomUUID(): on a plain http address there is none.
    const bytes = window.crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * What was pressed and is not known to have reached the server. Each act waits in the
 * browser's storage under its request_uuid, by which the server knows it when it comes
 * twice; its PIN waits in memory alone, so that after a reload it is asked for again.
 */
export class ActQueue {
    constructor(orm) {
        this.orm = orm;
        this.siteId = false;
        this.pins = new Map();
        this.deliveries = new Map();
        this.state = reactive({acts: [], isOffline: false});
    }

    /** Show what waits of this sales floor. */
    use(siteId) {
        this.siteId = siteId;
        this.state.acts = this.read();
    }

    get acts() {
        return this.state.acts;
    }

    read() {
        const {localStorage} = browser;
        return Object.keys(localStorage)
            .filter((key) => key.startsWith(PREFIX))
            .map((key) => JSON.parse(localStorage.getItem(key)))
            .filter((act) => act.siteId === this.siteId)
            .sort((one, other) => one.pressedAt - other.pressedAt);
    }

    needsPin(act) {
        return Boolean(act.message) || !this.pins.has(act.uuid);
    }

    /**
     * @param {Object} act with uuid, method, args, label
     * @returns {Promise<{outcome: "done"|"refused"|"waiting", result, message}>}
     */
    async send(act, signerId, pin) {
        let kept = this.acts.find((it) => it.uuid === act.uuid);
        if (!kept) {
            this.acts.push({...act, siteId: this.siteId, pressedAt: Date.now()});
            kept = this.acts.at(-1);
        }
        kept.signerId = signerId;
        kept.message = "";
        this.pins.set(kept.uuid, pin);
        this.keep(kept);
        const answer = await this.deliver(kept);
        if (answer.outcome === "refused") {
            this.drop(kept);
        }
        return answer;
    }

    /** Send what waits, in the order in which it was pressed. */
    async flush() {
        for (const act of [...this.acts]) {
            if (this.needsPin(act)) {
                continue;
            }
            const answer = await this.deliver(act);
            if (answer.outcome === "waiting") {
                return;
            }
            if (answer.outcome === "refused") {
                act.message = answer.message;
                this.keep(act);
            }
        }
    }

    /** One request at a time for each act, however often it is pressed. */
    deliver(act) {
        if (!this.deliveries.has(act.uuid)) {
            const delivery = this.request(act);
            this.deliveries.set(act.uuid, delivery);
            const over = () => this.deliveries.delete(act.uuid);
            delivery.then(over, over);
        }
        return this.deliveries.get(act.uuid);
    }

    async request(act) {
        try {
            const result = await this.orm.silent.call(
                "floor.reception",
                act.method,
                [],
                {
                    ...act.args,
                    signer_id: act.signerId,
                    pin: this.pins.get(act.uuid),
                    request_uuid: act.uuid,
                }
            );
            this.state.isOffline = false;
            this.drop(act);
            return {outcome: "done", result};
        } catch (error) {
            if (error.exceptionName === SESSION_EXPIRED) {
                throw error; // Odoo asks to log in again; the act waits until then
            }
            const message = refusalOf(error);
            this.state.isOffline = !message;
            return {outcome: message ? "refused" : "waiting", message};
        }
    }

    keep({uuid, method, args, label, siteId, pressedAt, signerId, message}) {
        const act = {uuid, method, args, label, siteId, pressedAt, signerId, message};
        browser.localStorage.setItem(PREFIX + uuid, JSON.stringify(act));
    }

    drop(act) {
        const index = this.acts.findIndex((it) => it.uuid === act.uuid);
        if (index >= 0) {
            this.acts.splice(index, 1);
        }
        this.pins.delete(act.uuid);
        browser.localStorage.removeItem(PREFIX + act.uuid);
    }
}
