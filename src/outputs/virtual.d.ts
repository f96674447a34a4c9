/** KaTeX's stylesheet, made by `scripts/katex-styles.mjs`. */
declare module 'virtual:katex-styles' {
  export const rules: string;
  export const fonts: readonly {
    readonly family: string;
    readonly style: string;
    readonly weight: string;
    readonly url: string;
  }[];
}
