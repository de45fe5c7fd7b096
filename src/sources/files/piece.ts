// The text of one record in a file, and what cuts files into such texts.

/** The text of one record and the line it begins at; or why the text cannot be had. */
export interface Piece {
  readonly line: number;
  readonly text: string;
  readonly problem: string | null;
}

export interface Splitter {
  push(chunk: Uint8Array): Piece[];
  end(): Piece[];
}

export function tooLongText(longest: number): string {
  return `it is longer than ${longest} bytes`;
}
