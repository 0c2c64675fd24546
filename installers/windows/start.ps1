# Set llmdesk up in .venv and open the window. The first time it takes some ten minutes, later a second.
#   powershell -ExecutionPolicy Bypass -File installers\windows\start.ps1
# The C runtime's instructions are chosen by MSVC, which does not have GCC's fault with AMX.
. "$PSScriptRoot\prepare.ps1"
Set-Location $Root
if (-not (Test-Path ".venv\Scripts\llmdesk.exe")) {
    Install-SystemTools
    Install-Environment -Folder ".venv" -Lock "run" -Llmdesk "."
}
& ".venv\Scripts\llmdesk.exe" @args
exit $LASTEXITCODE
