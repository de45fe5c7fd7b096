// Where the executable carries the data: the bundler embeds geo.bin because of this import. Loaded in the executable only.

import path from './geo.bin' with { type: 'file' };

export const DATA_FILE: string = path;
