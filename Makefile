.PHONY: demo test build lint

demo:
	scripts/demo

test:
	scripts/test

build:
	scripts/install-dependencies
	swift build --configuration release --product gatefill

lint:
	swift format lint --strict --recursive Package.swift Sources Tests
