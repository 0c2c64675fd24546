# Build the Windows program and its installer: dist\llmdesk\ and dist\llmdesk-VERSION-setup.exe.
#   powershell -ExecutionPolicy Bypass -File installers\windows\build.ps1 [-StarterModel]
# Needs Windows 10 or 11 on x64, what prepare.ps1 brings, and Inno Setup 6.3 or newer (winget install JRSoftware.InnoSetup).
# llama.cpp is compiled once for every kind of processor; the program chooses on the user's computer.
# To sign: set LLMDESK_SIGN to a command that signs the file named at its end, for instance
#   signtool sign /fd SHA256 /tr http://timestamp.digicert.com /td SHA256 /sha1 THUMBPRINT
param([switch]$StarterModel, [string]$Dist = "dist", [string]$Work = "build")
. "$PSScriptRoot\prepare.ps1"
Set-Location $Root
Install-SystemTools

$env:CMAKE_ARGS = "-DGGML_NATIVE=OFF -DGGML_BACKEND_DL=ON -DGGML_CPU_ALL_VARIANTS=ON"
$environment = Join-Path $Work "environment"
Install-Environment --dev --venv $environment
$env:LLMDESK_BUNDLE_MODEL = if ($StarterModel) { "1" } else { "0" }

Invoke-Checked "$environment\Scripts\python.exe" installers\icons.py (Join-Path $Work "icons")
$env:LLMDESK_ICON = (Resolve-Path (Join-Path $Work "icons\llmdesk.ico")).Path
Invoke-Checked "$environment\Scripts\pyinstaller.exe" --noconfirm --distpath $Dist --workpath $Work installers\llmdesk.spec

if ($env:LLMDESK_SIGN) {
    foreach ($program in "llmdesk.exe", "llmdesk-cli.exe") {
        Invoke-Expression "$env:LLMDESK_SIGN `"$(Join-Path $Dist "llmdesk\$program")`""
        if ($LASTEXITCODE -ne 0) { throw "Signing $program failed." }
    }
}

$version = & "$environment\Scripts\python.exe" -c "import importlib.metadata; print(importlib.metadata.version('llmdesk'))"
$iscc = Get-Command iscc -ErrorAction SilentlyContinue
$compiler = if ($iscc) { $iscc.Source } else { "${env:ProgramFiles(x86)}\Inno Setup 6\ISCC.exe" }
if (-not (Test-Path $compiler)) { throw "Inno Setup was not found: winget install JRSoftware.InnoSetup" }
$arguments = @("/DVersion=$version", "/DProgram=$((Resolve-Path (Join-Path $Dist 'llmdesk')).Path)",
    "/DIcon=$env:LLMDESK_ICON", "/O$((Resolve-Path $Dist).Path)")
if ($env:LLMDESK_SIGN) { $arguments += "/Ssign=$env:LLMDESK_SIGN `$f", "/DSign" }
Invoke-Checked $compiler @arguments installers\windows\llmdesk.iss
Write-Output (Join-Path $Dist "llmdesk-$version-setup.exe")
