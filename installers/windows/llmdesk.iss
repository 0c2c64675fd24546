; The installer of the Windows program, for Inno Setup 6.3 or newer. build.ps1 calls it with
;   /DVersion=…   /DProgram=FOLDER (what PyInstaller made)   /DIcon=FILE.ico   [/DSign with /Ssign=COMMAND]
; It installs for the one user without administrator's rights, or for all where that is chosen. Conversations,
; settings and models lie in %LOCALAPPDATA%\llmdesk and are left alone by upgrades and by the uninstaller.

#ifndef Version
  #error Call build.ps1, which says /DVersion, /DProgram and /DIcon.
#endif

[Setup]
AppId={{0B1B6B5E-5F0F-4E0C-9B0E-6D1B7C1D9A42}
AppName=llmdesk
AppVersion={#Version}
AppVerName=llmdesk {#Version}
AppPublisher=The llmdesk authors
DefaultDirName={autopf}\llmdesk
DefaultGroupName=llmdesk
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\llmdesk.exe
OutputBaseFilename=llmdesk-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
; A window that is open would keep the old files: ask to close it.
CloseApplications=yes
RestartApplications=no
#ifdef Sign
SignTool=sign
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
; Inno Setup ships no Chinese; its unofficial translation is used where it was put beside this file.
#ifexist "ChineseSimplified.isl"
Name: "zh"; MessagesFile: "ChineseSimplified.isl"
#endif

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[InstallDelete]
; Libraries of an older version must not be found beside the new ones.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Program}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\llmdesk"; Filename: "{app}\llmdesk.exe"
Name: "{autodesktop}\llmdesk"; Filename: "{app}\llmdesk.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\llmdesk.exe"; Description: "{cm:LaunchProgram,llmdesk}"; Flags: nowait postinstall skipifsilent
