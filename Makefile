# SPDX-License-Identifier: LGPL-2.1-or-later
# See README.md. Every target says in one line what it did.

# `make all NODE_ENV=development` is quick to read in a browser, and does not ask for complete translations.
NODE_ENV ?= production
PREFIX ?= /usr/local
DESTDIR ?=
# of check-faults
ROUNDS ?= 1
# of check-matrix: all where empty
FLAVOURS ?=
export NODE_ENV

version = $(shell sed -n 's/^ *"version": "\(.*\)",/\1/p' package.json)
release = cockpit-appmanage-$(version)
commit_time = $(shell git log -1 --format=%ct)

package_dir = $(DESTDIR)$(PREFIX)/share/cockpit/appmanage
units_dir = $(DESTDIR)$(PREFIX)/lib/systemd/system
metainfo_dir = $(DESTDIR)$(PREFIX)/share/metainfo
# Of the command line and the HTTP interface.
share_dir = $(DESTDIR)$(PREFIX)/share
api_doc_dir = $(share_dir)/doc/cockpit-appmanage-api
user_dir = $(HOME)/.local/share/cockpit
# npm's own record of what it has installed.
modules = node_modules/.package-lock.json

.PHONY: all run stop check check-unit check-integration check-e2e check-library check-faults check-matrix bench
.PHONY: install install-page install-api dist devel-install devel-uninstall watch po clean

all: $(modules)
	@node build.js

$(modules): package.json package-lock.json
	@command -v npm >/dev/null || { echo "Node.js 20 or newer with npm is needed, and is not installed."; exit 1; }
	@node -e 'process.exit(+(parseInt(process.versions.node) < 20))' || \
		{ echo "Node.js 20 or newer is needed; this is $$(node --version)."; exit 1; }
	@NODE_ENV=development npm ci --no-audit --no-fund --loglevel=error
	@touch $@
	@echo "Installed the build's own packages in node_modules/."

# On a fresh machine there may be nothing to build with, yet.
run:
	@test/machine/host
	@$(MAKE) --no-print-directory all
	@test/machine/run

stop:
	@test/machine/stop

check:
	@test/machine/host
	@$(MAKE) --no-print-directory $(modules)
	@node test/check.js

check-unit: $(modules)
	@node test/check.js unit

check-integration: $(modules)
	@node test/check.js integration

check-e2e: $(modules)
	@node test/check.js e2e

# The main paths and some faults on every flavour of the test machine, see test/machine/README.md.
check-matrix:
	@test/machine/host
	@$(MAKE) --no-print-directory $(modules)
	@node test/check.js matrix --flavours '$(FLAVOURS)'

# What happens to an app in every phase when tab, session, docker, machine, disk or registry fail: a line a case.
check-faults: all
	@test/machine/run >/dev/null
	@node test/faults/run.js --rounds '$(ROUNDS)'

# How fast it is, against named references; takes some minutes, in a test machine of its own.
bench:
	@test/machine/host
	@$(MAKE) --no-print-directory all
	@node test/bench/run.js

# Any library: a line for each app, and whether all that are released can be installed.
check-library: $(modules)
	@node test/library/check.js '$(LIBRARY)'

install: install-page install-api

# A tarball of `make dist` is built already.
install-page: $(if $(wildcard .prebuilt),,all)
	@rm -rf '$(package_dir)'
	@mkdir -p '$(package_dir)' '$(units_dir)/multi-user.target.wants' '$(units_dir)/docker.service.wants' \
		'$(DESTDIR)$(PREFIX)/libexec' '$(metainfo_dir)'
	@cp -R dist/. '$(package_dir)/'
	@install -m 755 src/jobs/resume.sh '$(DESTDIR)$(PREFIX)/libexec/appmanage-resume'
	@sed 's|@libexecdir@|$(PREFIX)/libexec|' packaging/appmanage-resume.service.in >'$(units_dir)/appmanage-resume.service'
	@for wanting in multi-user.target docker.service; do \
		ln -sf ../appmanage-resume.service "$(units_dir)/$$wanting.wants/appmanage-resume.service"; done
	@install -m 644 packaging/*.metainfo.xml '$(metainfo_dir)/'
	@if [ -z '$(DESTDIR)' ] && [ "$$(id -u)" = 0 ] && [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
	@echo "Installed $(package_dir), and appmanage-resume.service for what a reboot or a crash of docker interrupts."

# The command line and the HTTP interface, which need Node.js 18 or newer; the library is the page's.
install-api: $(if $(wildcard .prebuilt),,all)
	@mkdir -p '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/libexec' '$(units_dir)/sockets.target.wants' \
		'$(DESTDIR)$(PREFIX)/lib/sysusers.d' '$(share_dir)/man/man1' '$(share_dir)/bash-completion/completions' \
		'$(share_dir)/zsh/site-functions' '$(share_dir)/fish/vendor_completions.d' '$(api_doc_dir)/examples'
	@install -m 755 dist-api/appmanage.cjs '$(DESTDIR)$(PREFIX)/bin/appmanage'
	@install -m 755 dist-api/appmanage-api.cjs '$(DESTDIR)$(PREFIX)/libexec/appmanage-api'
	@install -m 644 dist-api/appmanage.1 '$(share_dir)/man/man1/'
	@install -m 644 dist-api/appmanage.bash '$(share_dir)/bash-completion/completions/appmanage'
	@install -m 644 dist-api/appmanage.zsh '$(share_dir)/zsh/site-functions/_appmanage'
	@install -m 644 dist-api/appmanage.fish '$(share_dir)/fish/vendor_completions.d/'
	@install -m 644 packaging/examples/nginx.conf '$(api_doc_dir)/examples/'
	@install -m 644 dist-api/LICENSES.txt '$(api_doc_dir)/'
	@install -m 644 packaging/appmanage-api.socket '$(units_dir)/'
	@sed 's|@libexecdir@|$(PREFIX)/libexec|' packaging/appmanage-api.service.in >'$(units_dir)/appmanage-api.service'
	@ln -sf ../appmanage-api.socket '$(units_dir)/sockets.target.wants/appmanage-api.socket'
	@install -m 644 packaging/appmanage-api.sysusers '$(DESTDIR)$(PREFIX)/lib/sysusers.d/appmanage-api.conf'
	@if [ -z '$(DESTDIR)' ] && [ "$$(id -u)" = 0 ] && [ -d /run/systemd/system ]; then \
		systemd-sysusers && systemctl daemon-reload; fi
	@echo "Installed $(PREFIX)/bin/appmanage, and appmanage-api.socket for the HTTP interface."

# What packagers need, with dist/ built: `dpkg-buildpackage -b` and `rpmbuild -tb` work on it without a network. The sources
# are those of the last commit, so dist/ must be built from them, too.
dist:
	@changes=$$(git status --porcelain) || exit 1; [ -z "$$changes" ] || { printf '%s\n' "$$changes"; \
		echo "The tarball is made of what is committed: commit, stash or remove these changes first."; exit 1; } >&2
	@$(MAKE) --no-print-directory all
	@rm -rf 'tmp/$(release)'
	@mkdir -p 'tmp/$(release)'
	@git archive HEAD | tar -x -C 'tmp/$(release)'
	@cp -R dist dist-api packaging/debian 'tmp/$(release)/'
	@touch 'tmp/$(release)/.prebuilt'
	@sed 's|@version@|$(version)|' packaging/cockpit-appmanage.spec.in >'tmp/$(release)/cockpit-appmanage.spec'
	@sed -e 's|@version@|$(version)|' -e "s|@date@|$$(LC_ALL=C date -R -u -d '@$(commit_time)')|" \
		packaging/debian/changelog.in >'tmp/$(release)/debian/changelog'
	@{ cat packaging/debian/copyright.in && sed 's/\t/ /g; s/^$$/./; s/^/ /' build/licenses/CC-BY-4.0.txt; } \
		>'tmp/$(release)/debian/copyright'
	@rm 'tmp/$(release)/debian/changelog.in' 'tmp/$(release)/debian/copyright.in'
	@tar --create --xz --file '$(release).tar.xz' --directory tmp --sort=name --mtime='@$(commit_time)' \
		--owner=0 --group=0 --numeric-owner '$(release)'
	@echo "Made $(release).tar.xz."

devel-install: $(modules)
	@NODE_ENV=development node build.js
	@mkdir -p '$(user_dir)'
	@ln -sfn '$(CURDIR)/dist' '$(user_dir)/appmanage'
	@echo "Linked $(user_dir)/appmanage to dist/: log in to Cockpit as $$(id -un), and keep it fresh with make watch."

devel-uninstall:
	@rm -f '$(user_dir)/appmanage'
	@echo "Removed $(user_dir)/appmanage."

watch: $(modules)
	@NODE_ENV=development node build.js --watch

po: $(modules)
	@node build/po-update.js

clean:
	@rm -rf dist dist-api tmp test/output
	@echo "Removed dist/, dist-api/, tmp/ and test/output/."
