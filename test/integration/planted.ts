// SPDX-License-Identifier: LGPL-2.1-or-later
/** What root in a container can put into the folder of its app, in the words of a shell whose working directory that is. */

/** `$1` is a folder outside, with a file `secret`, a folder `data` and a compose file `evil.yml`. */
export type Plants = Readonly<Record<string, string>>;

const nearby = [
    ".appmanage.json", ".appmanage.json.new", ".env.new", "docker-compose.yml.new", "docker-compose.override.yml.saved",
    "record.json", "run", "phase", "allowed", "spare",
];

/** They change nothing of what the app is: every operation does what it always does. All are there at once. */
export const clutter: Plants = {
    "a link to a file outside": 'ln -s "$1/secret" file',
    "a link to a folder outside": 'ln -s "$1/data" folder',
    "a link to the root folder": "ln -s / root",
    "a link to itself": "ln -s loop loop",
    "a link to its own folder": "ln -s . here",
    "a link to nowhere": "ln -s /nowhere dangling",
    "links named as files of this program": nearby.map(name => `ln -s "$1/secret" ${name}`).join("\n"),
    "a link in place of the description": 'rm variables.json; ln -s "$1/secret" variables.json',
    "a link in place of the logo": 'ln -s "$1/secret" logo.svg',
    "a link in place of another name of the compose file":
        'ln -s "$1/evil.yml" compose.yaml; ln -s "$1/evil.yml" docker-compose.yaml',
    "a link that Docker's builder would read": 'ln -s "$1/secret" .dockerignore; ln -s "$1/secret" Dockerfile',
    "links of a repository": 'mkdir .git; ln -s "$1/secret" .git/config; ln -s "$1/secret" .gitignore',
    "a FIFO": "mkfifo fifo",
    "a FIFO in place of a file that is mounted": "rm src/on.conf; mkfifo src/on.conf",
    "a device": "mknod disk b 7 0; mknod memory c 1 1; mknod zero c 1 5",
    "a hard link": "ln src/own.conf hard",
    "a file that is larger than the disk": "dd if=/dev/null of=huge bs=1 seek=8000000000000 2>/dev/null",
    "a file that belongs to root and runs as root": "echo x >suid; chmod 6755 suid",
    "a file that cannot be read": "echo x >closed; chmod 0 closed",
    "a name like an option": "touch ./-rf ./--help ./-f; mkdir ./--no-preserve-root",
    "a name with a line break": "touch 'a\nfolder 1 /etc' 'container - x\nb'",
    "a name with quotes and shell words": "touch '\"; touch $(id) `id`' \"'\"",
    "a name that is not UTF-8": "touch \"$(printf '\\377\\376')\"",
    "a name that changes the direction of the text": "touch \"$(printf 'a\\342\\200\\256gpj.sh')\"",
    "a name as long as can be": "touch \"$(printf '%0255d' 1)\"",
    "a deep tree": "(i=0; while [ $i -lt 600 ]; do mkdir d && cd d || exit; i=$((i + 1)); done)",
    "a thousand files": "mkdir many; for i in $(seq 1000); do : >many/$i; done",
    "a folder in place of a file of this program": "mkdir -p .env.saved/x docker-compose.override.yml.new",
    "a file of the shell": "echo 'touch /pwned' >.profile; echo 'touch /pwned' >.bashrc",
    "a configuration of Docker": "mkdir .docker; echo '{\"currentContext\": \"evil\"}' >.docker/config.json",
};

/** They change what the app is: nothing is started. One at a time. */
export const changes: Plants = {
    "the compose file is a link to a file outside": 'ln -sf "$1/secret" docker-compose.yml',
    "the compose file is a link to another compose file": 'ln -sf "$1/evil.yml" docker-compose.yml',
    "the compose file is a FIFO": "rm docker-compose.yml; mkfifo docker-compose.yml",
    "the compose file is a folder": "rm docker-compose.yml; mkdir docker-compose.yml",
    "the compose file is a device": "rm docker-compose.yml; mknod docker-compose.yml c 1 5",
    "the compose file is gone": "rm docker-compose.yml",
    "the compose file is binary": "head -c 100000 /dev/urandom >docker-compose.yml",
    "the compose file includes a file outside": 'sed -i "s|more.yml|$1/evil.yml|" docker-compose.yml',
    "the compose file reads a file outside": 'sed -i "s|more.env|$1/secret|" docker-compose.yml',
    "the compose file extends a file outside":
        'printf "services: {main: {extends: {file: %s, service: evil}}}\\n" "$1/evil.yml" >docker-compose.yml',
    ".env is a link to a file outside": 'ln -sf "$1/secret" .env',
    ".env is a FIFO": "rm .env; mkfifo .env",
    ".env is a device": "rm .env; mknod .env b 7 0",
    ".env is a folder": "rm .env; mkdir .env",
    ".env names other files and profiles": 'printf "COMPOSE_FILE=%s\\nCOMPOSE_PROFILES=evil\\n" "$1/evil.yml" >>.env',
    ".env does not close a quote": "printf 'DB_PASSWORD=\"CANARY-secret\\n' >>.env",
    "the file of variables is a link to a file outside": 'ln -sf "$1/secret" more.env',
    "the file of variables is a device": "rm more.env; mknod more.env c 1 5",
    "the included file is a link to a file outside": 'ln -sf "$1/evil.yml" more.yml',
    "an override file": "echo 'services: {main: {privileged: true}}' >docker-compose.override.yml",
    "an override file that is a link": 'ln -s "$1/evil.yml" compose.override.yaml',
    "an override file that is a FIFO": "mkfifo compose.override.yml",
    "a mounted folder is a link": 'rm -r data; ln -s "$1/data" data',
    "a mounted folder is a link to itself": "rm -r data; ln -s data data",
    "a link is on the way to a mounted file": 'mv src other; ln -s "$1" src',
    "a mounted configuration is a link": 'ln -sf "$1/secret" src/own.conf',
    "a mounted configuration says something else": "echo evil >src/own.conf",
};

/** Compose waits for it until its time is up. */
export const slow: Plants = {
    "the file of variables is a FIFO": "rm more.env; mkfifo more.env",
};
