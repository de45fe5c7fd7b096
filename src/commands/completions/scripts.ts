// The scripts of `busybody completions`, as files that shells and editors understand.

import bash from './busybody.bash' with { type: 'text' };
import fish from './busybody.fish' with { type: 'text' };
import zsh from './busybody.zsh' with { type: 'text' };

export type Shell = 'bash' | 'zsh' | 'fish';

export const SCRIPTS: Readonly<Record<Shell, string>> = { bash, zsh, fish };
