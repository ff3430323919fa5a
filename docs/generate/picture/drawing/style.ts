/** Colours and type of the picture. It paints its own ground, so that it can be read on any page. */

interface Palette {
    readonly ground: string;
    readonly ink: string;
    readonly soft: string;
    readonly card: string;
    readonly line: string;
    readonly flow: string;
    readonly frame: string;
    readonly chip: string;
    readonly chipInk: string;
    /** From the outside in. */
    readonly zones: readonly [string, string, string];
}

const LIGHT: Palette = {
    ground: "#ffffff",
    ink: "#1b2733",
    soft: "#55636f",
    card: "#ffffff",
    line: "#8ea0b0",
    flow: "#b3480f",
    frame: "#3f6fb5",
    chip: "#dbe8f8",
    chipInk: "#173a66",
    zones: ["#fdf0e0", "#eaf1fa", "#e6f4ea"],
};

const DARK: Palette = {
    ground: "#12171d",
    ink: "#e8eef4",
    soft: "#a9b7c4",
    card: "#1d252e",
    line: "#5d7080",
    flow: "#f0935a",
    frame: "#7aa5e0",
    chip: "#24405f",
    chipInk: "#d8e8fb",
    zones: ["#2c2318", "#172535", "#162b1f"],
};

const colours = ({ zones, ...colour }: Palette): string => `
.ground{fill:${colour.ground}}
text{fill:${colour.ink}}
.soft,.address{fill:${colour.soft}}
.card{fill:${colour.card};stroke:${colour.line}}
.port{fill:${colour.card};stroke:${colour.flow}}
.frame{stroke:${colour.frame}}
.frame-name{fill:${colour.frame}}
.space{fill:${colour.card};stroke:${colour.frame}}
.chip{fill:${colour.chip}}
.chip-name{fill:${colour.chipInk}}
.flow{stroke:${colour.flow}}
.head,.plug{fill:${colour.flow}}
.flow-name{fill:${colour.flow}}
${zones.map((zone, index) => `.zone-${index}{fill:${zone}}`).join("\n")}`;

export const STYLE = `
text{font-family:Helvetica,Arial,"Liberation Sans",sans-serif;font-size:13px}
.title{font-size:20px;font-weight:bold}
.zone-name{font-size:15px;font-weight:bold}
.name{font-size:14px;font-weight:bold}
.small,.address,.chip-name,.flow-name{font-size:12px}
.card,.port,.space{stroke-width:1.2}
.frame{fill:none;stroke-width:1.6;stroke-dasharray:6 4}
.frame-name{font-weight:bold}
.flow{fill:none;stroke-width:1.8}
${colours(LIGHT)}
@media (prefers-color-scheme:dark){${colours(DARK)}
}
`;
