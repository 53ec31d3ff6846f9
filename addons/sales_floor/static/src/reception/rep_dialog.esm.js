import {Component} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";

/** What can be done about a rep: big buttons; each is then signed. */
export class RepDialog extends Component {
    static template = "sales_floor.RepDialog";
    static components = {Dialog};
    static props = {
        rep: Object,
        // [{title, acts: [{label, icon, run}]}]
        groups: Array,
        close: Function,
    };

    choose(act) {
        this.props.close();
        act.run();
    }
}
