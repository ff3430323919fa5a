/** Runs a program against mocks and gives back what it would have created; the documentation is generated the same way. */
export { declare as create, type Declared as Created } from "../../infra/declared/program";
