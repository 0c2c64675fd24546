# Set a development environment up in .venv and run all tests.
#   powershell -ExecutionPolicy Bypass -File installers\windows\test.ps1
. "$PSScriptRoot\prepare.ps1"
Set-Location $Root
Install-SystemTools
Install-Environment --dev
& ".venv\Scripts\pytest.exe" @args
exit $LASTEXITCODE
