/** Stands in for the package `debug` in what is bundled: it prints nothing. */
export default () => () => undefined;
