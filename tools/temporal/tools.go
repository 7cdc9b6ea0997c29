//go:build tools

// Pins the Temporal command, whose development server Lastgood builds where none can be downloaded.
package tools

import _ "github.com/temporalio/cli/cmd/temporal"
