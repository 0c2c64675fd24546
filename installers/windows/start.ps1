# Set llmdesk up in .venv and open the window. The first time it takes some ten minutes, later a second.
#   powershell -ExecutionPolicy Bypass -File installers\windows\start.ps1
. "$PSScriptRoot\prepare.ps1"
Set-Location $Root
Install-SystemTools
Install-Environment
& ".venv\Scripts\llmdesk.exe" @args
exit $LASTEXITCODE
