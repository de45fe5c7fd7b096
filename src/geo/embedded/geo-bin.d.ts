// The bundler turns such an import into the path of the embedded file.

declare module '*.bin' {
  const path: string;
  export = path;
}
