# What start.ps1, test.ps1 and build.ps1 have in common: the system's tools, and Python's packages in a folder.
# Dot-source it: . "$PSScriptRoot\prepare.ps1". Asks before it installs; does nothing where all is there.
$ErrorActionPreference = "Stop"
$Root = (Resolve-Path (Join-Path $PSScriptRoot "..\..")).Path

function Invoke-Checked {
    # Run a program and stop when it fails: PowerShell goes on after a native program's error by itself.
    param([Parameter(Mandatory)][string]$Program, [Parameter(ValueFromRemainingArguments)][string[]]$Arguments)
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program ended with status $LASTEXITCODE." }
}

function Find-Python {
    # The newest Python from 3.11 on that the launcher knows, as a path; $null where there is none.
    foreach ($version in "3.14", "3.13", "3.12", "3.11") {
        $path = & py "-$version" -c "import sys; print(sys.executable)" 2>$null
        if ($LASTEXITCODE -eq 0 -and $path) { return $path.Trim() }
    }
    return $null
}

function Find-Compiler {
    # Visual Studio's C++ tools, as vswhere names their folder; $null where there are none.
    $vswhere = "${env:ProgramFiles(x86)}\Microsoft Visual Studio\Installer\vswhere.exe"
    if (-not (Test-Path $vswhere)) { return $null }
    return & $vswhere -latest -products * -requires Microsoft.VisualStudio.Component.VC.Tools.x86.x64 -property installationPath
}

function Install-SystemTools {
    # Bring Python and the C++ compiler through winget, after one question.
    $missing = @()
    if (-not (Get-Command py -ErrorAction SilentlyContinue) -or -not (Find-Python)) { $missing += "Python 3.12" }
    if (-not (Find-Compiler)) { $missing += "Visual Studio Build Tools with C++ (about 7 GB, to compile llama.cpp)" }
    if (-not $missing) { return }
    Write-Host "llmdesk needs, and this computer does not have:"
    $missing | ForEach-Object { Write-Host "  - $_" }
    if (-not (Get-Command winget -ErrorAction SilentlyContinue)) {
        throw "Install them from python.org and visualstudio.microsoft.com (Build Tools, 'Desktop development with C++'), then run this again."
    }
    if ((Read-Host "Install them now with winget? [y/N]") -notin "y", "Y", "yes") { throw "Nothing was installed." }
    if ($missing -contains "Python 3.12") {
        Invoke-Checked winget install --exact --id Python.Python.3.12 --accept-package-agreements --accept-source-agreements
    }
    if (-not (Find-Compiler)) {
        Invoke-Checked winget install --exact --id Microsoft.VisualStudio.2022.BuildTools --accept-package-agreements --accept-source-agreements --override "--wait --passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended"
    }
    # What winget put on the path is seen by new programs only.
    $env:Path = [Environment]::GetEnvironmentVariable("Path", "Machine") + ";" + [Environment]::GetEnvironmentVariable("Path", "User")
}

function Install-Environment {
    # Python's packages as locked, llama.cpp compiled with its progress, and the starter model; see environment.py.
    param([Parameter(ValueFromRemainingArguments)][string[]]$Options)
    Invoke-Checked (Find-Python) (Join-Path $Root "installers\environment.py") @Options
}
