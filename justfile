# Show what there is.
default:
    @just --list

# Run every test.
test:
    cargo test --workspace

# Report what the linter finds, as CI does.
lint:
    cargo clippy --workspace --all-targets --all-features -- -D warnings

# Format the code.
fmt:
    cargo fmt --all

# Try Bonsens in the terminal, for instance `just try --lang fr`.
try *ARGS:
    cargo run -q -- try {{ARGS}}

# Measure Bonsens under load from Slack, beside a bot on Bolt for Python.
bench-slack *ARGS:
    python3 benches/slack/run.py {{ARGS}}

# Learn the weights of what is said again, from the labelled messages.
weights:
    cargo run --release --example fit_weights -- leak-eval/train

# Run everything a change has to pass.
ci:
    .ci/run
