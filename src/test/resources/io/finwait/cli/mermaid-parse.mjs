// Parses each file named with Mermaid as it is in FOLDER/node_modules and fails with the first complaint.
// node mermaid-parse.mjs FOLDER FILE...
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, ...files] = process.argv.slice(2);
const entry = createRequire(join(folder, 'node_modules', 'x.js')).resolve('mermaid');
const mermaid = (await import(pathToFileURL(entry))).default;
for (const file of files) {
    try {
        const { diagramType } = await mermaid.parse(readFileSync(file, 'utf8'));
        console.log(`${file}: ${diagramType}`);
    } catch (error) {
        console.error(`${file}: ${error.message}`);
        process.exit(1);
    }
}
