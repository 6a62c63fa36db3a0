# One command for each thing. PORT=8001 changes where the site answers.
.PHONY: run dev setup test lint check format bench messages lock

run:
	@exec bin/python bin/run.py

dev:
	@exec env DEBUG=True bin/python bin/run.py

setup:
	@exec bin/python bin/environment.py dev

test:
	@exec bin/python bin/test.py lint types checks browser tests

lint:
	@exec bin/python bin/test.py lint

check:
	@exec bin/python bin/test.py lint types checks

format:
	@exec bin/python bin/test.py format

bench:
	@exec bin/python bin/test.py bench

messages:
	@exec bin/messages

lock:
	@exec bin/lock
