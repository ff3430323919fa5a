/** Colours and type of the picture. It paints its own ground, and follows the reader's choice of light or dark. */

interface Palette {
    readonly ground: string;
    readonly ink: string;
    readonly soft: string;
    readonly line: string;
    readonly step: string;
    readonly resource: string;
    readonly task: string;
    readonly critical: string;
    readonly failed: string;
    readonly gap: string;
}

const LIGHT: Palette = {
    ground: "#ffffff",
    ink: "#1b2733",
    soft: "#55636f",
    line: "#dde4ea",
    step: "#7b8fa3",
    resource: "#5b8ed6",
    task: "#a9c5ec",
    critical: "#b84a10",
    failed: "#b0122b",
    gap: "#fbe9c8",
};

const DARK: Palette = {
    ground: "#12171d",
    ink: "#e8eef4",
    soft: "#a9b7c4",
    line: "#28323c",
    step: "#75889a",
    resource: "#4c80c8",
    task: "#35547f",
    critical: "#f0935a",
    failed: "#ff8296",
    gap: "#42351a",
};

const colours = (colour: Palette): string => `
.ground{fill:${colour.ground}}
.time{stroke:${colour.ground}}
text{fill:${colour.ink}}
.soft,.axis{fill:${colour.soft}}
.grid{stroke:${colour.line}}
.run,.engine{fill:${colour.soft}}
.step{fill:${colour.step}}
.resource{fill:${colour.resource}}
.task{fill:${colour.task}}
.critical,.on{fill:${colour.critical}}
.path{stroke:${colour.critical}}
.bad{fill:${colour.failed}}
.failed{stroke:${colour.failed}}
.gap{fill:${colour.gap}}`;

export const STYLE = `
text{font-family:Helvetica,Arial,"Liberation Sans",sans-serif;font-size:11px}
.title{font-size:18px;font-weight:bold}
.lead{font-size:13px}
.heading{font-size:13px;font-weight:bold}
.on,.bad{font-weight:bold}
.grid,.path{stroke-width:1}
.path{fill:none;stroke-dasharray:3 2}
.failed{stroke-width:2}
.time{paint-order:stroke;stroke-width:3}
${colours(LIGHT)}
@media (prefers-color-scheme:dark){${colours(DARK)}
}
`;
