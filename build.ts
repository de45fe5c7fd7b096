// Builds the executable: `bun run build.ts` for this machine as dist/busybody, `--all` for every platform with SHA256SUMS.
// Neither .env nor bunfig.toml of the directory it is started in may reach the program: both autoloads are off.

import { chmodSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const OUT_DIR = join(import.meta.dir, 'dist');

/** Every platform a release holds, by the name its file carries. */
const TARGETS = {
  'linux-x64': 'bun-linux-x64',
  'linux-arm64': 'bun-linux-arm64',
  'macos-x64': 'bun-darwin-x64',
  'macos-arm64': 'bun-darwin-arm64',
  'windows-x64': 'bun-windows-x64',
} as const satisfies Record<string, Bun.Build.CompileTarget>;

async function compile(outfile: string, target?: Bun.Build.CompileTarget): Promise<string> {
  rmSync(outfile, { force: true });
  const result = await Bun.build({
    entrypoints: [join(import.meta.dir, 'src/main.ts')],
    target: 'bun',
    minify: true,
    // Each command is read only when it runs, already compiled: `--version` starts as fast as an empty program.
    splitting: true,
    bytecode: true,
    format: 'esm',
    compile: {
      outfile,
      ...(target ? { target } : {}),
      autoloadDotenv: false,
      autoloadBunfig: false,
      autoloadTsconfig: false,
      autoloadPackageJson: false,
    },
  });
  if (!result.success) throw new AggregateError(result.logs, `Cannot build ${basename(outfile)}`);
  if (!existsSync(outfile))
    throw new Error(`Cannot build ${basename(outfile)}: the compiler said yes and wrote nothing`);
  chmodSync(outfile, 0o755);
  return outfile;
}

async function sha256(file: string): Promise<string> {
  const hash = new Bun.CryptoHasher('sha256');
  for await (const chunk of Bun.file(file).stream()) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * In a process of its own: Bun remembers the listing of a directory it imports from, so that the bundler would not see
 * a file written there afterwards. For the same reason nothing of src/ is imported here.
 */
function makeGeoData(): void {
  const script = join(import.meta.dir, 'src/geo/embedded/build-data.ts');
  const { exitCode } = Bun.spawnSync([process.execPath, script], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (exitCode !== 0) throw new Error(`Cannot make the embedded geo data: exit code ${exitCode}: ${script}`);
}

/** One executable a platform; a platform whose Bun cannot be had is named, and the others are still built. */
async function buildAll(): Promise<boolean> {
  const built: string[] = [];
  const failed: string[] = [];
  for (const [name, target] of Object.entries(TARGETS)) {
    const outfile = join(OUT_DIR, `busybody-${name}${name.startsWith('windows') ? '.exe' : ''}`);
    try {
      built.push(await compile(outfile, target));
      tell(outfile);
    } catch (error) {
      failed.push(name);
      const reasons = error instanceof AggregateError ? error.errors : [error];
      process.stderr.write(`cannot build for ${name}: ${reasons.map(String).join('; ')}\n`);
    }
  }
  const sums = await Promise.all(built.map(async (file) => `${await sha256(file)}  ${basename(file)}\n`));
  writeFileSync(join(OUT_DIR, 'SHA256SUMS'), sums.join(''));
  if (failed.length > 0) {
    process.stderr.write(
      `not built: ${failed.join(', ')}; Bun for these platforms comes from the npm registry: is it reached?\n`,
    );
  }
  return failed.length === 0;
}

function tell(file: string): void {
  process.stdout.write(`${file} ${(statSync(file).size / 1e6).toFixed(1)} MB\n`);
}

mkdirSync(OUT_DIR, { recursive: true });
makeGeoData();
if (process.argv.includes('--all')) {
  if (!(await buildAll())) process.exitCode = 1;
} else {
  tell(await compile(join(OUT_DIR, process.platform === 'win32' ? 'busybody.exe' : 'busybody')));
}
